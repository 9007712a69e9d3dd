import type { DepartmentId } from './departments';

export interface Category {
  /** Never a department's id: both are pages, and both are written into events. */
  readonly id: string;
  readonly name: string;
  readonly department: DepartmentId;
  /** One sentence under the category's heading. */
  readonly blurb: string;
}

/** The categories, department by department, in the order they are listed. */
export const CATEGORIES = [
  {
    id: 'tea-and-coffee',
    name: 'Tea and coffee',
    department: 'table',
    blurb: 'Pots and cups for the two hours of the day that work.',
  },
  {
    id: 'cookware',
    name: 'Cookware',
    department: 'table',
    blurb: 'What goes on the fire, and what goes into it afterwards.',
  },
  {
    id: 'glassware',
    name: 'Glassware',
    department: 'table',
    blurb: 'Shown part full, since an empty glass photographs as nothing.',
  },
  {
    id: 'pantry',
    name: 'Pantry',
    department: 'table',
    blurb: 'Provisions in the colours they came in.',
  },
  {
    id: 'furniture',
    name: 'Furniture',
    department: 'house',
    blurb: 'Large things that stay where they are put.',
  },
  {
    id: 'lamps-and-clocks',
    name: 'Lamps and clocks',
    department: 'house',
    blurb: 'To see by, and to see how late it is.',
  },
  {
    id: 'bath-and-laundry',
    name: 'Bath and laundry',
    department: 'house',
    blurb: 'For getting things clean, oneself among them.',
  },
  {
    id: 'clothing',
    name: 'Clothing',
    department: 'wardrobe',
    blurb: 'Cut plainly, sewn twice, and not much changed since.',
  },
  {
    id: 'shoes',
    name: 'Shoes',
    department: 'wardrobe',
    blurb: 'Sold in pairs, whatever the photograph says.',
  },
  {
    id: 'accessories',
    name: 'Accessories',
    department: 'wardrobe',
    blurb: 'The small things one goes back into the house for.',
  },
  {
    id: 'luggage',
    name: 'Luggage',
    department: 'bags',
    blurb: 'For leaving, and for having packed too much.',
  },
  {
    id: 'handbags',
    name: 'Handbags and purses',
    department: 'bags',
    blurb: 'Small rooms with good doors.',
  },
  {
    id: 'pens-and-paint',
    name: 'Pens and paint',
    department: 'desk',
    blurb: 'Marks of every width, some of them permanent.',
  },
  {
    id: 'books-and-paper',
    name: 'Books and paper',
    department: 'desk',
    blurb: 'Blank on purpose, ruled where it helps.',
  },
  {
    id: 'desk-tools',
    name: 'Desk tools',
    department: 'desk',
    blurb: 'To measure, fasten, file and find again.',
  },
  {
    id: 'instruments',
    name: 'Instruments',
    department: 'sound',
    blurb: 'All of them in tune when they leave us.',
  },
  {
    id: 'listening',
    name: 'Listening',
    department: 'sound',
    blurb: 'Made to be heard from one side of a room to the other.',
  },
  {
    id: 'phones-and-cameras',
    name: 'Phones and cameras',
    department: 'sound',
    blurb: 'Apparatus with buttons that can be felt.',
  },
  {
    id: 'toys',
    name: 'Toys',
    department: 'play',
    blurb: 'For persons of three and over, without an upper limit.',
  },
  {
    id: 'games',
    name: 'Games',
    department: 'play',
    blurb: 'Rules included, arguments to be supplied.',
  },
  {
    id: 'toy-vehicles',
    name: 'Toy vehicles',
    department: 'play',
    blurb: 'A complete transport system for one carpet.',
  },
  {
    id: 'camping',
    name: 'Camping',
    department: 'outdoors',
    blurb: 'For nights outside, and for finding the way home.',
  },
  {
    id: 'sport',
    name: 'Sport',
    department: 'outdoors',
    blurb: 'Things to throw, hit, ride and fetch back.',
  },
  {
    id: 'garden-and-tools',
    name: 'Garden and tools',
    department: 'outdoors',
    blurb: 'What grows, and what is needed to mend the fence around it.',
  },
] as const satisfies readonly Category[];

export type CategoryId = (typeof CATEGORIES)[number]['id'];

export function categoryById(id: string): (typeof CATEGORIES)[number] | undefined {
  return CATEGORIES.find((category) => category.id === id);
}

/** A department's categories, in the order they are listed. */
export function categoriesOf(department: string): readonly (typeof CATEGORIES)[number][] {
  return CATEGORIES.filter((category) => category.department === department);
}

export function departmentOf(id: CategoryId): DepartmentId {
  const category = categoryById(id);
  if (!category) throw new Error(`no category called ${id}`);
  return category.department;
}
