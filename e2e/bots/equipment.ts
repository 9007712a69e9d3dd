import type { BrowserContextOptions } from '@playwright/test';
import type { Browser, DeviceType } from '@/lib/events/vocabulary';
import type { Shopper } from '@/lib/traffic/shopper';

/** What a shopper's browser says of itself: Chromium underneath, the persona's on the outside. */
const CHROME = '156.0.0.0';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1';

type Agents = Readonly<Partial<Record<Browser, string>>>;

const AGENTS: Readonly<Record<DeviceType, Agents>> = {
  mobile: {
    Chrome: `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/${CHROME} Mobile Safari/537.36`,
    Safari: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${SAFARI} Mobile/15E148 Safari/604.1`,
    'Samsung Internet': `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
    Firefox: 'Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0',
  },
  desktop: {
    Chrome: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/${CHROME} Safari/537.36`,
    Safari: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${SAFARI} Safari/605.1.15`,
    Edge: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/${CHROME} Safari/537.36 Edg/${CHROME}`,
    Firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  },
  tablet: {
    // An iPad says that it is a Mac; its touch screen tells.
    Safari: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${SAFARI} Safari/605.1.15`,
    Chrome: `Mozilla/5.0 (Linux; Android 14; SM-X700) ${WEBKIT} Chrome/${CHROME} Safari/537.36`,
  },
};

const SCREENS: Readonly<Record<DeviceType, { width: number; height: number }>> = {
  mobile: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
  tablet: { width: 820, height: 1180 },
};

const PLACES: Readonly<Record<string, { timezoneId: string; locale: string }>> = {
  IE: { timezoneId: 'Europe/Dublin', locale: 'en-IE' },
  GB: { timezoneId: 'Europe/London', locale: 'en-GB' },
  DE: { timezoneId: 'Europe/Berlin', locale: 'de-DE' },
  FR: { timezoneId: 'Europe/Paris', locale: 'fr-FR' },
  NL: { timezoneId: 'Europe/Amsterdam', locale: 'nl-NL' },
  ES: { timezoneId: 'Europe/Madrid', locale: 'es-ES' },
  IT: { timezoneId: 'Europe/Rome', locale: 'it-IT' },
  AT: { timezoneId: 'Europe/Vienna', locale: 'de-AT' },
  BE: { timezoneId: 'Europe/Brussels', locale: 'nl-BE' },
  DK: { timezoneId: 'Europe/Copenhagen', locale: 'da-DK' },
  PT: { timezoneId: 'Europe/Lisbon', locale: 'pt-PT' },
};

/** @throws where a persona has equipment that nobody has described here. */
export function equipmentOf({ device, browser, country }: Shopper): BrowserContextOptions {
  const { device_type } = device;
  const userAgent = AGENTS[device_type][browser];
  const place = PLACES[country.code];
  if (!userAgent || !place) {
    throw new Error(`no browser is known for ${browser} on ${device_type} in ${country.code}`);
  }
  return {
    userAgent,
    ...place,
    viewport: SCREENS[device_type],
    isMobile: device_type !== 'desktop',
    hasTouch: device_type !== 'desktop',
  };
}
