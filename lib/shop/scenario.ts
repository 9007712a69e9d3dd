import type { Cents } from '@/lib/common/money';
import type { RunClaim } from '@/lib/common/run-token';
import { DEVICE_TYPES, type DeviceType } from '@/lib/events/vocabulary';
import { VARIANTS } from './experiments';

/** What can be broken for one kind of device. */
export const FEATURES = ['add_to_cart', 'search', 'checkout'] as const;
export type Feature = (typeof FEATURES)[number];

/** The prices of one product, of one category, or of everything. */
export interface PriceChange {
  readonly product_id?: string;
  readonly category?: string;
  readonly factor: number;
}

/** What a run's signed token makes the shop do otherwise; at least one effect. */
export interface Scenario {
  /** The arm shown, `name:arm`; recorded in `variant`. */
  readonly experiment?: string;
  readonly price?: PriceChange;
  /** No order can be placed, from and until these epoch milliseconds. */
  readonly outage?: { readonly from_ms: number; readonly to_ms: number };
  readonly broken?: { readonly feature: Feature; readonly device: DeviceType };
}

export type ScenarioRun = RunClaim<Scenario>;

/** What a price change needs to know of a product. */
interface Priced {
  readonly id: string;
  readonly category: string;
  readonly price_cents: Cents;
}

/** A tenth to ten times the price: further out it would be a slip of the pen. */
const LEAST_FACTOR = 0.1;
const MOST_FACTOR = 10;
const ID = /^[a-z0-9-]{1,64}$/;

/**
 * Reads a scenario strictly: what is misspelt, unknown or without effect makes all of it null. By
 * hand, not with zod: it runs in the page as well.
 */
export function parseScenario(value: unknown): Scenario | null {
  if (!hasOnly(value, ['experiment', 'price', 'outage', 'broken'])) return null;
  const { experiment, price, outage, broken } = value;
  if (Object.keys(value).length === 0) return null;
  if (experiment !== undefined && !isOneOf(VARIANTS, experiment)) return null;
  if (price !== undefined && !isPriceChange(price)) return null;
  if (outage !== undefined && !isOutage(outage)) return null;
  if (broken !== undefined && !isBroken(broken)) return null;
  return value as Scenario;
}

/** A product's price in the scenario: a pure function, so that page, order and event agree. */
export function scenarioPrice(scenario: Scenario | undefined, product: Priced): Cents {
  const change = scenario?.price;
  if (!change) return product.price_cents;
  const meant =
    (change.product_id === undefined || change.product_id === product.id) &&
    (change.category === undefined || change.category === product.category);
  return meant ? Math.max(1, Math.round(product.price_cents * change.factor)) : product.price_cents;
}

/** The prices that are others than the catalogue's, by product. */
export function changedPrices(
  scenario: Scenario,
  products: readonly Priced[],
): Readonly<Record<string, Cents>> {
  return Object.fromEntries(
    products
      .map(
        (product) => [product.id, scenarioPrice(scenario, product), product.price_cents] as const,
      )
      .filter(([, price, usual]) => price !== usual)
      .map(([id, price]) => [id, price]),
  );
}

/** Whether orders fail at `now`. */
export function isOut(scenario: Scenario | undefined, now: number): boolean {
  const outage = scenario?.outage;
  return outage !== undefined && now >= outage.from_ms && now < outage.to_ms;
}

function isPriceChange(value: unknown): boolean {
  if (!hasOnly(value, ['product_id', 'category', 'factor'])) return false;
  const { product_id, category, factor } = value;
  const ids = [product_id, category].filter((id) => id !== undefined);
  return (
    ids.length < 2 &&
    ids.every((id) => typeof id === 'string' && ID.test(id)) &&
    typeof factor === 'number' &&
    factor >= LEAST_FACTOR &&
    factor <= MOST_FACTOR
  );
}

function isOutage(value: unknown): boolean {
  if (!hasOnly(value, ['from_ms', 'to_ms'])) return false;
  const { from_ms, to_ms } = value;
  return (
    Number.isSafeInteger(from_ms) && Number.isSafeInteger(to_ms) && Number(from_ms) < Number(to_ms)
  );
}

function isBroken(value: unknown): boolean {
  return (
    hasOnly(value, ['feature', 'device']) &&
    isOneOf(FEATURES, value.feature) &&
    isOneOf(DEVICE_TYPES, value.device)
  );
}

function isOneOf(list: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && list.includes(value);
}

function hasOnly(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).every((key) => keys.includes(key))
  );
}
