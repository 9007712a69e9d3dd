export interface Category {
  readonly id: string;
  readonly name: string;
  /** One sentence under the category's heading. */
  readonly blurb: string;
}

/** The departments, in the order of the shop's directory. */
export const CATEGORIES = [
  { id: 'table', name: 'Table', blurb: 'Things that pour, hold and are washed up afterwards.' },
  { id: 'house', name: 'House', blurb: 'To sit on, look into, wake up by and keep alive.' },
  {
    id: 'wardrobe',
    name: 'Wardrobe',
    blurb: 'Clothes for the weather there is, cut to last several of it.',
  },
  { id: 'bags', name: 'Bags', blurb: 'Room for a day, a week, or nine coins and a key.' },
  {
    id: 'desk',
    name: 'Desk',
    blurb: 'Everything needed to begin, and one thing to cut it up again.',
  },
  {
    id: 'sound',
    name: 'Sound',
    blurb: 'For listening, for playing, and for picking up when it rings.',
  },
  { id: 'play', name: 'Play', blurb: 'Toys that need no charging and hold no opinions.' },
  {
    id: 'outdoors',
    name: 'Outdoors',
    blurb: 'Shelter, shade and a bucket: most of what a day outside asks for.',
  },
] as const satisfies readonly Category[];

export type CategoryId = (typeof CATEGORIES)[number]['id'];

export function categoryById(id: string): Category | undefined {
  return CATEGORIES.find((category) => category.id === id);
}
