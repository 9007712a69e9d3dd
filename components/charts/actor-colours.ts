import type { Actor } from '@/lib/events/vocabulary';

/** The same three colours everywhere, whole class names so that the stylesheet holds them. */
export const ACTOR_FILL: Record<Actor, string> = {
  human: 'fill-human',
  bot: 'fill-bot',
  producer: 'fill-producer',
};
