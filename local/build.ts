import { buildFunctions } from './cloud/bundle.ts';

/** `npm run build`: bundles the functions and says how large they are. */
const metafile = await buildFunctions();
for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
  console.log(`${(bytes / 1000).toFixed(0).padStart(5)} KB  ${file}`);
}
