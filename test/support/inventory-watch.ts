import { takeRefused } from './inventory-guard.ts';

/** A store takes any error of its database for an outage, and its caller may try again: the test must fail all the same. */
afterEach(() => {
  const sentences = takeRefused();
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
});
