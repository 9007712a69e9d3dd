import type { DeviceType } from '@/lib/events/vocabulary';

/**
 * The kind of device a page runs on, as the collector will name it. The collector reads the whole
 * user agent with a library that no page should carry; a test holds the two together.
 */
export function deviceOf(userAgent: string, touch: boolean): DeviceType {
  if (/iPad|Tablet|Kindle|Silk/.test(userAgent)) return 'tablet';
  if (/iPhone|iPod|Mobi/.test(userAgent)) return 'mobile';
  if (/Android/.test(userAgent)) return 'tablet';
  // An iPad presents itself as a Mac; only a Mac with a touch screen gives it away.
  return touch && /Macintosh/.test(userAgent) ? 'tablet' : 'desktop';
}
