/** Colours of what is filled and has white letters on it: 4.5 to 1 and more, in light and in dark. */
export const TONES = {
  good: '#237032',
  warning: '#b23c07',
  bad: 'red.9',
  plain: 'blue.8',
  quiet: 'gray.7',
} as const;
