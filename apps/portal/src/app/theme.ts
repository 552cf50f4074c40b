import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep blue-green: calm beside red and amber, and 7:1 against white from the eighth shade on. */
const petrol: MantineColorsTuple = [
  '#eaf5f7',
  '#d6e9ed',
  '#aed3db',
  '#82bcc9',
  '#5ea8b8',
  '#479bae',
  '#348ca1',
  '#14697b',
  '#0f5a6b',
  '#084956',
];

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'sm',
  radius: { sm: '6px', md: '10px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
});
