import type { ObjectEntry } from './object-entry';
import { BAGS } from './objects/bags';
import { DESK } from './objects/desk';
import { HOUSE } from './objects/house';
import { OUTDOORS } from './objects/outdoors';
import { PLAY } from './objects/play';
import { SOUND } from './objects/sound';
import { TABLE } from './objects/table';
import { WARDROBE } from './objects/wardrobe';

/** Every object, department by department: the table that products and pictures are made from. */
export const OBJECTS: readonly ObjectEntry[] = [
  ...TABLE,
  ...HOUSE,
  ...WARDROBE,
  ...BAGS,
  ...DESK,
  ...SOUND,
  ...PLAY,
  ...OUTDOORS,
];
