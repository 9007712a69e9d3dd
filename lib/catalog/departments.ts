export interface Department {
  readonly id: string;
  readonly name: string;
  /** One sentence under the department's heading. */
  readonly blurb: string;
}

/** The departments, in the order of the shop's directory. */
export const DEPARTMENTS = [
  { id: 'table', name: 'Table', blurb: 'Things that pour, hold and are washed up afterwards.' },
  { id: 'house', name: 'House', blurb: 'To sit on, look into, wake up by and keep clean.' },
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
] as const satisfies readonly Department[];

export type DepartmentId = (typeof DEPARTMENTS)[number]['id'];

export function departmentById(id: string): (typeof DEPARTMENTS)[number] | undefined {
  return DEPARTMENTS.find((department) => department.id === id);
}
