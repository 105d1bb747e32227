import { createTheme, type MantineThemeOverride } from '@mantine/core';

/**
 * The look of everything. The build turns it into a style sheet (web/theme-css.ts): the policy of the console lets no style element in. What would
 * write one is off: scroll locks of dialogs, which `base.css` does without a script.
 */
export const theme: MantineThemeOverride = createTheme({
  fontFamily:
    '"Noto Sans Thai", "Sarabun", "Leelawadee UI", system-ui, -apple-system, "Segoe UI", Tahoma, sans-serif',
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    // Lighter ones fall short of the contrast that small text needs.
    Anchor: { defaultProps: { underline: 'always' } },
  },
});

/** Mantine would switch transitions off for the moment of a change of colours, by a style that it writes as markup: Trusted Types forbid that. */
export const KEEP_TRANSITIONS = { keepTransitions: true } as const;
