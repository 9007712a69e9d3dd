import localFont from 'next/font/local';

// Both are cut down with fontTools (pyftsubset, for Hanken Grotesk after varLib.instancer wght=400:600)
// from the latin files of @fontsource: ASCII, Latin-1's letters, š ž, quotes, dashes, … € − and arrows;
// features kern, liga, mark, mkmk, ccmp, locl; no hinting. Other letters come from the system's fonts.
const display = localFont({
  src: './fonts/instrument-serif-400.woff2',
  variable: '--font-instrument-serif',
  weight: '400',
  display: 'swap',
  adjustFontFallback: 'Times New Roman',
});

const sans = localFont({
  src: './fonts/hanken-grotesk-400-600.woff2',
  variable: '--font-hanken-grotesk',
  weight: '400 600',
  display: 'swap',
  adjustFontFallback: 'Arial',
});

/** The classes that make both faces known to the styles below the element that bears them. */
export const FONTS = `${display.variable} ${sans.variable}`;
