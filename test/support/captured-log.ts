import fs from 'node:fs';

/** Takes what the code under test writes to its log until `jest.restoreAllMocks()`: every element is what one write brought, whole. */
export function captureLog(): string[] {
  const written: string[] = [];
  jest.spyOn(fs, 'writeSync').mockImplementation((file, text) => {
    if (file !== 1) throw new Error(`a log goes to standard output, not to ${file}`);
    const line = String(text);
    written.push(line);
    return Buffer.byteLength(line);
  });
  return written;
}
