import type { Model } from './model';
import { sessionsModel } from './sessions';

/** Every modelled table, in the order they are made. */
export const MODELS: readonly Model[] = [sessionsModel];
