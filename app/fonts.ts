import localFont from 'next/font/local';

const display = localFont({
  src: './fonts/instrument-serif-latin-400-normal.woff2',
  variable: '--font-instrument-serif',
  weight: '400',
  display: 'swap',
  adjustFontFallback: 'Times New Roman',
});

const sans = localFont({
  src: './fonts/hanken-grotesk-latin-wght-normal.woff2',
  variable: '--font-hanken-grotesk',
  weight: '100 900',
  display: 'swap',
  adjustFontFallback: 'Arial',
});

/** The classes that make both faces known to the styles below the element that bears them. */
export const FONTS = `${display.variable} ${sans.variable}`;
