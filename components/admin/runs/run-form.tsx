'use client';

import clsx from 'clsx';
import { type FormEvent, useState } from 'react';
import { CONTROL, Field } from '@/components/ui/field';
import type { RunKind } from '@/lib/runs/run-document';
import { RUN_LIMITS } from '@/lib/runs/run-limits';
import { Problem } from '../problem';
import { change } from './use-runs';

interface RunFormProps {
  /** Those that each kind of traffic can play. */
  readonly scenarios: Readonly<Record<RunKind, readonly string[]>>;
  readonly personas: readonly string[];
  onStarted(): void;
}

interface NumberField {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
}

const SECONDS = {
  name: 'seconds',
  label: 'Seconds at the most',
  least: 5,
  most: RUN_LIMITS.seconds,
};
const SEED = { name: 'seed', label: 'Seed', value: 7, least: 0, most: 2 ** 31 - 1 };
const FIELDS: Readonly<Record<RunKind, readonly NumberField[]>> = {
  bots: [
    { name: 'shoppers', label: 'Shoppers', value: 5, least: 1, most: RUN_LIMITS.shoppers },
    { name: 'concurrency', label: 'At once', value: 2, least: 1, most: RUN_LIMITS.concurrency },
    {
      name: 'speed',
      label: 'Speed, 1 as people',
      value: 20,
      least: 1,
      most: RUN_LIMITS.speed,
    },
    { ...SECONDS, value: 600 },
    SEED,
  ],
  producer: [
    {
      name: 'rate',
      label: 'Events a second',
      value: 10,
      least: 0.1,
      most: RUN_LIMITS.rate,
      step: 0.1,
    },
    { ...SECONDS, value: 60 },
    SEED,
  ],
};
const KINDS = [
  {
    kind: 'bots',
    label: 'Shoppers in a browser',
    about: 'Chromium plays people through the pages',
  },
  { kind: 'producer', label: 'A producer', about: 'Events at a rate, without a browser' },
] as const;

/** What to send into the shop. */
export function RunForm({ scenarios, personas, onStarted }: RunFormProps) {
  const [kind, setKind] = useState<RunKind>('bots');
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = (name: string) => String(form.get(name) ?? '') || null;
    const numbers = FIELDS[kind].map(({ name }) => [name, Number(form.get(name))]);
    setSending(true);
    const wrong = await change('', 'POST', {
      kind,
      scenario: chosen('scenario'),
      ...(kind === 'bots' && { persona: chosen('persona') }),
      ...Object.fromEntries(numbers),
    });
    setSending(false);
    setProblem(wrong);
    if (wrong === null) onStarted();
  }

  return (
    <form onSubmit={submit} aria-label="Start a run" className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap gap-x-8 gap-y-2">
        <legend className="sr-only">What is sent</legend>
        {KINDS.map(({ kind: of, label, about }) => (
          <label key={of} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="kind"
              checked={kind === of}
              onChange={() => setKind(of)}
              className="size-4 accent-accent"
            />
            <span>
              <span className={clsx('block', kind === of && 'font-semibold')}>{label}</span>
              <span className="text-muted">{about}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
        {FIELDS[kind].map(({ name, label, value, least, most, step }) => (
          <Field key={`${kind} ${name}`} id={`run-${name}`} label={label}>
            <input
              id={`run-${name}`}
              name={name}
              type="number"
              inputMode="decimal"
              required
              defaultValue={value}
              min={least}
              max={most}
              step={step ?? 1}
              className={`${CONTROL} tabular-nums`}
            />
          </Field>
        ))}
        <Choice key={kind} name="scenario" label="Scenario" none="None" options={scenarios[kind]} />
        {kind === 'bots' && (
          <Choice name="persona" label="Persona" none="All of them" options={personas} />
        )}
      </div>
      {problem && <Problem>{problem}</Problem>}
      <p>
        <button
          type="submit"
          disabled={sending}
          className="min-h-11 bg-ink px-6 font-medium text-paper hover:bg-accent hover:text-on-accent disabled:opacity-60"
        >
          {sending ? 'Starting' : 'Start'}
        </button>
      </p>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** What choosing nothing is called. */
  readonly none: string;
  readonly options: readonly string[];
}

function Choice({ name, label, none, options }: ChoiceProps) {
  return (
    <Field id={`run-${name}`} label={label}>
      <select id={`run-${name}`} name={name} className={CONTROL}>
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </Field>
  );
}
