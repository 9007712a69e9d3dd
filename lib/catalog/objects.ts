import type { ObjectEntry } from './object-entry';
import { ACCESSORIES } from './objects/accessories';
import { BATH_AND_LAUNDRY } from './objects/bath-and-laundry';
import { BOOKS_AND_PAPER } from './objects/books-and-paper';
import { CAMPING } from './objects/camping';
import { CLOTHING } from './objects/clothing';
import { COOKWARE } from './objects/cookware';
import { DESK_TOOLS } from './objects/desk-tools';
import { FURNITURE } from './objects/furniture';
import { GAMES } from './objects/games';
import { GARDEN_AND_TOOLS } from './objects/garden-and-tools';
import { GLASSWARE } from './objects/glassware';
import { HANDBAGS } from './objects/handbags';
import { INSTRUMENTS } from './objects/instruments';
import { LAMPS_AND_CLOCKS } from './objects/lamps-and-clocks';
import { LISTENING } from './objects/listening';
import { LUGGAGE } from './objects/luggage';
import { PANTRY } from './objects/pantry';
import { PENS_AND_PAINT } from './objects/pens-and-paint';
import { PHONES_AND_CAMERAS } from './objects/phones-and-cameras';
import { SHOES } from './objects/shoes';
import { SPORT } from './objects/sport';
import { TEA_AND_COFFEE } from './objects/tea-and-coffee';
import { TOY_VEHICLES } from './objects/toy-vehicles';
import { TOYS } from './objects/toys';

/** Every object, category by category: the table that products and pictures are made from. */
export const OBJECTS: readonly ObjectEntry[] = [
  ...TEA_AND_COFFEE,
  ...COOKWARE,
  ...GLASSWARE,
  ...PANTRY,
  ...FURNITURE,
  ...LAMPS_AND_CLOCKS,
  ...BATH_AND_LAUNDRY,
  ...CLOTHING,
  ...SHOES,
  ...ACCESSORIES,
  ...LUGGAGE,
  ...HANDBAGS,
  ...PENS_AND_PAINT,
  ...BOOKS_AND_PAPER,
  ...DESK_TOOLS,
  ...INSTRUMENTS,
  ...LISTENING,
  ...PHONES_AND_CAMERAS,
  ...TOYS,
  ...GAMES,
  ...TOY_VEHICLES,
  ...CAMPING,
  ...SPORT,
  ...GARDEN_AND_TOOLS,
];
