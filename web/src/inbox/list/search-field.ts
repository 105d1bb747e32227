/** The field in which conversations are looked for. */
export const SEARCH_ID = 'inbox-search';
