/** Something a person has to do before the local cloud can run: one plain sentence, with the way out. */
export class Problem extends Error {}
