import { productById } from '@/lib/catalog/catalog';
import { SECOND_MS } from '@/lib/common/clock';
import type { Crowd } from '@/lib/traffic/crowd';
import type { Truth } from '../truth';
import { countOf, has, isAdd, isPurchase, ratio, sumOf } from './counts';
import type { TrueEvent, TrueSession } from './true-sessions';

/** What a scenario truly changed, in figures. */
export interface Effect {
  readonly effect:
    | 'price'
    | 'outage'
    | 'broken'
    | 'experiment'
    | 'surge'
    | 'bot_flood'
    | 'consent_withheld';
  readonly doc: string;
  readonly figures: Readonly<Record<string, number | null>>;
}

/** The true size of everything that was otherwise in a run, by its ledger. */
export function effectsOf(truth: Truth, sessions: readonly TrueSession[]): readonly Effect[] {
  return [
    ...priceEffect(truth, sessions),
    ...outageEffect(truth, sessions),
    ...brokenEffect(truth, sessions),
    ...experimentEffect(truth, sessions),
    ...trialEffect(truth, sessions),
    ...surgeEffect(truth, sessions),
    ...floodEffect(sessions, truth),
    ...consentEffect(truth),
  ];
}

const eventsOf = (sessions: readonly TrueSession[]) => sessions.flatMap(({ events }) => events);
const conversion = (sessions: readonly TrueSession[]) =>
  ratio(countOf(sessions, has(isPurchase)), sessions.length);

function priceEffect({ scenario }: Truth, sessions: readonly TrueSession[]): Effect[] {
  if (!scenario?.price) return [];
  const bought = eventsOf(sessions).filter(isPurchase);
  const usual = ({ wire }: TrueEvent) =>
    (productById(wire.product_id ?? '')?.price_cents ?? 0) * (wire.quantity ?? 0);
  const revenue = sumOf(bought, ({ cents }) => cents) / 100;
  const revenue_at_usual_prices = sumOf(bought, usual) / 100;
  const figures = {
    factor: scenario.price.factor,
    lines: bought.length,
    lines_at_another_price: countOf(bought, (one) => one.cents !== usual(one)),
    revenue,
    revenue_at_usual_prices,
    ratio: ratio(revenue, revenue_at_usual_prices),
  };
  return [{ effect: 'price', doc: 'prices were others than the catalogue’s', figures }];
}

function outageEffect({ scenario }: Truth, sessions: readonly TrueSession[]): Effect[] {
  const outage = scenario?.outage;
  if (!outage) return [];
  const { from_ms, to_ms } = outage;
  const during = ({ at }: TrueEvent) => at >= from_ms && at < to_ms;
  const tries = eventsOf(sessions).filter(({ wire }) => wire.element === 'place_order');
  const orders = eventsOf(sessions).filter(isPurchase);
  const distinctOrders = (some: readonly TrueEvent[]) =>
    new Set(some.map(({ wire }) => wire.order_id)).size;
  const figures = {
    orders_tried_during: countOf(tries, during),
    orders_placed_during: distinctOrders(orders.filter(during)),
    orders_placed_otherwise: distinctOrders(orders.filter((one) => !during(one))),
    orders_lost: countOf(tries, during) - distinctOrders(orders.filter(during)),
  };
  return [{ effect: 'outage', doc: 'no order could be placed for a time', figures }];
}

function brokenEffect({ scenario }: Truth, sessions: readonly TrueSession[]): Effect[] {
  const broken = scenario?.broken;
  if (!broken) return [];
  const on = sessions.filter(({ device }) => device === broken.device);
  const others = sessions.filter(({ device }) => device !== broken.device);
  const adds = (some: readonly TrueSession[]) => ratio(countOf(some, has(isAdd)), some.length);
  const figures = {
    sessions_on_it: on.length,
    cart_rate_on_it: adds(on),
    cart_rate_elsewhere: adds(others),
    conversion_on_it: conversion(on),
    conversion_elsewhere: conversion(others),
  };
  const doc = `${broken.feature} did not work on ${broken.device}`;
  return [{ effect: 'broken', doc, figures }];
}

/** Figures of each arm by its last name, and how much more the last one was moved to add than the first. */
function trialEffect({ run }: Truth, sessions: readonly TrueSession[]): Effect[] {
  const trial = (run.parameters.crowd as Crowd | null | undefined)?.trial;
  if (!trial) return [];
  const arms = trial.map(({ variant, adds }) => {
    const shown = sessions.filter((session) => session.variant === variant);
    const cart_rate = ratio(countOf(shown, has(isAdd)), shown.length);
    const figures = {
      planned_factor: adds,
      sessions: shown.length,
      cart_rate,
      conversion: conversion(shown),
    };
    return { name: variant.split(':')[1] ?? variant, cart_rate, figures };
  });
  const [first, last] = [arms[0]?.cart_rate, arms.at(-1)?.cart_rate];
  const figures = Object.fromEntries(
    arms.flatMap(({ name, figures }) =>
      Object.entries(figures).map(([figure, value]) => [`${figure}_${name}`, value]),
    ),
  );
  const doc = 'a note was shown to some, and moved them to add to the cart';
  const cart_lift = first && last ? last / first - 1 : null;
  return [{ effect: 'experiment', doc, figures: { ...figures, cart_lift } }];
}

function experimentEffect({ scenario }: Truth, sessions: readonly TrueSession[]): Effect[] {
  if (!scenario?.experiment) return [];
  const figures = {
    sessions: sessions.length,
    sessions_shown: countOf(sessions, ({ variant }) => variant === scenario.experiment),
    conversion: conversion(sessions),
    // All saw the same: whoever finds a lift has found chance.
    true_lift: 0,
  };
  return [{ effect: 'experiment', doc: `all were shown ${scenario.experiment}`, figures }];
}

function surgeEffect({ run }: Truth, sessions: readonly TrueSession[]): Effect[] {
  const crowd = run.parameters.crowd as Crowd | null | undefined;
  // Bots come one after the other, whoever they are.
  if (!crowd?.surge || run.channel === 'bots') return [];
  const { begins_s, full_s, factor } = crowd.surge;
  const times = eventsOf(sessions).map(({ at }) => at);
  const begun = times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, at) => Math.max(most, at), 0);
  const rate = (from: number, to: number) =>
    ratio(
      countOf(times, (at) => at >= from && at < to),
      Math.max(0, (to - from) / SECOND_MS),
    );
  const before = rate(begun, begun + begins_s * SECOND_MS);
  const full = last > begun + full_s * SECOND_MS ? rate(begun + full_s * SECOND_MS, last) : null;
  const figures = {
    planned_factor: factor,
    events_a_second_before: before,
    events_a_second_at_full: full,
    factor: before && full ? full / before : null,
    conversion: conversion(sessions),
  };
  return [{ effect: 'surge', doc: 'many more came, and other people', figures }];
}

function floodEffect(sessions: readonly TrueSession[], { run, doses }: Truth): Effect[] {
  if (run.actor === 'bot' || !doses.has('bot_flood')) return [];
  const robots = sessions.filter(({ actor }) => actor === 'bot');
  const people = sessions.filter(({ actor }) => actor !== 'bot');
  const events = eventsOf(robots).length;
  const figures = {
    robot_events: events,
    robot_sessions: robots.length,
    share_of_events: ratio(events, events + eventsOf(people).length),
    conversion_with_robots: conversion(sessions),
    conversion_without: conversion(people),
    longest_robot_session: robots.reduce((most, one) => Math.max(most, one.events.length), 0),
  };
  return [{ effect: 'bot_flood', doc: 'robots read the catalogue beside people', figures }];
}

function consentEffect({ doses, captured }: Truth): Effect[] {
  const withheld = doses.get('consent_withheld')?.size ?? 0;
  if (withheld === 0) return [];
  const figures = { events_unseen: withheld, share: ratio(withheld, withheld + captured.size) };
  const doc = 'was done by people who are not to be measured, and is in no report';
  return [{ effect: 'consent_withheld', doc, figures }];
}
