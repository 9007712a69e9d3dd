/** An icon in a square for a finger; a word where there is room for one. */
export const HEADER_LINK =
  'inline-flex min-h-[44px] min-w-[44px] items-center justify-center whitespace-nowrap lg:min-w-0';
