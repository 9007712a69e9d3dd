import { z } from 'zod';

/** What a report's figures may be; null where a figure has no meaning, such as a share of nothing. */
export const count = z.int().min(0);
export const money = z.number().min(0);
export const share = z.number().min(0).max(1).nullable();
export const average = z.number().min(0).nullable();
/** Epoch milliseconds. */
export const moment = z.int();
