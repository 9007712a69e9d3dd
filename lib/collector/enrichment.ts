import bowser from 'bowser';
import { getTimezone } from 'countries-and-timezones';
import type { ClientContext } from '@/lib/events/batch';
import { BROWSERS, type Browser, type DeviceType } from '@/lib/events/vocabulary';
import type { RequestHead } from './gate';

/** What can be told of the sender from its user agent, hints and time zone. */
export interface Enrichment {
  readonly device_type: DeviceType;
  readonly browser: Browser;
  readonly location: string | null;
  /** The user agent says itself that it is a robot or an automated browser. */
  readonly robot: boolean;
  /** Something could not be worked out; the event is kept with what could. */
  readonly failed: boolean;
}

interface AgentFacts {
  readonly browser: Browser;
  readonly platform: DeviceType;
  readonly macOs: boolean;
  readonly robot: boolean;
}

const MAX_AGENTS = 2_000;
const MAX_AGENT_CHARS = 1_024;
const MAX_ZONES = 1_000;
const ROBOT = /bot\b|crawler|spider|headless|playwright|puppeteer|selenium|phantomjs/i;
const UNKNOWN: AgentFacts = { browser: 'Other', platform: 'desktop', macOs: false, robot: false };

export type Enricher = (head: RequestHead, context: ClientContext) => Enrichment;

/**
 * Never throws and never rejects: an event whose sender cannot be understood is still an event.
 * With `trustedProxies` the CDN's own country headers are believed, otherwise the time zone is.
 */
export function createEnricher(options: { readonly trustedProxies: number }): Enricher {
  const agents = new Map<string, AgentFacts>();

  function factsOf(agent: string): AgentFacts {
    const known = agents.get(agent);
    if (known) return known;
    const facts = readAgent(agent);
    if (agents.size >= MAX_AGENTS) agents.clear();
    agents.set(agent, facts);
    return facts;
  }

  const zones = new Map<string, string | null>();

  function countryOf(zone: string): string | null {
    let country = zones.get(zone);
    if (country === undefined) {
      country = zoneCountry(zone);
      if (zones.size >= MAX_ZONES) zones.clear();
      zones.set(zone, country);
    }
    return country;
  }

  return (head, context) => {
    const sent = context.user_agent || head.header('user-agent') || '';
    const agent = sent.slice(0, MAX_AGENT_CHARS);
    let facts = UNKNOWN;
    let location: string | null = null;
    let failed = false;
    try {
      if (agent) facts = factsOf(agent);
      const country = options.trustedProxies > 0 ? cdnLocation(head) : null;
      location = country ?? countryOf(context.time_zone);
    } catch {
      failed = true;
    }
    return {
      // An iPad presents itself as a Mac; only a Mac with a touch screen gives it away.
      device_type: facts.macOs && context.touch ? 'tablet' : facts.platform,
      browser: facts.browser,
      location,
      robot: facts.robot,
      failed,
    };
  };
}

function readAgent(agent: string): AgentFacts {
  const { browser, platform, os } = bowser.parse(agent);
  const name =
    browser.name === 'Microsoft Edge' ? 'Edge' : browser.name?.replace(' for Android', '');
  return {
    browser:
      BROWSERS.find((known) => known === name) ?? (/Chrom/.test(name ?? '') ? 'Chrome' : 'Other'),
    platform: platform.type === 'mobile' || platform.type === 'tablet' ? platform.type : 'desktop',
    macOs: os.name === 'macOS',
    robot: platform.type === 'bot' || ROBOT.test(agent),
  };
}

function cdnLocation(head: RequestHead): string | null {
  const country = head.header('cloudfront-viewer-country')?.toUpperCase();
  if (!country || !/^[A-Z]{2}$/.test(country)) return null;
  const region = head.header('cloudfront-viewer-country-region')?.toUpperCase();
  return region && /^[A-Z0-9]{1,3}$/.test(region) ? `${country}-${region}` : country;
}

function zoneCountry(zone: string): string | null {
  // The library looks names up in a plain object, so `constructor` finds something, too.
  return (zone && getTimezone(zone)?.countries?.[0]) || null;
}
