import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildConsole } from '../web/build.ts';

const packed = (file: string) => gzipSync(readFileSync(file)).length / 1000;

/** `npm run build:web`: bundles the console and says how large its scripts are, compressed as they travel. */
const { scripts, first } = await buildConsole();
for (const file of scripts) console.log(`${packed(file).toFixed(1).padStart(7)} KB  ${file}`);
const sum = first.reduce((total, file) => total + packed(file), 0);
console.log(`\n${sum.toFixed(1)} KB of compressed script before the first screen.`);
