'use client';

import { useId } from 'react';
import {
  type Filling,
  type Fillings,
  fillingOf,
  guessKind,
  PARAMETER_KINDS,
  type ParameterKind,
  parameterNames,
} from './parameters';

interface ParameterFieldsProps {
  readonly sql: string;
  readonly fillings: Fillings;
  /** The name that lacks something, after a try to run. */
  readonly wrong: { readonly name: string; readonly message: string } | null;
  onChange(fillings: Fillings): void;
  onRun(): void;
}

const KIND_WORDS: Readonly<Record<ParameterKind, string>> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
};

/** What is filled in for each `:name` of the SQL. */
export function ParameterFields({ sql, fillings, wrong, onChange, onRun }: ParameterFieldsProps) {
  const names = parameterNames(sql);
  if (names.length === 0) return null;
  return (
    <form
      aria-label="Parameters"
      className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-t px-4 py-2 md:px-6 lg:px-3"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      {names.map((name) => (
        <ParameterField
          key={name}
          name={name}
          filling={fillingOf(fillings, name)}
          wrong={wrong?.name === name ? wrong.message : null}
          onChange={(filling) => onChange({ ...fillings, [name]: filling })}
        />
      ))}
      {/* Enter in a field runs the query; a form of several fields takes a button for that. */}
      <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true">
        Run
      </button>
    </form>
  );
}

interface ParameterFieldProps {
  readonly name: string;
  readonly filling: Filling;
  readonly wrong: string | null;
  onChange(filling: Filling): void;
}

function ParameterField({ name, filling, wrong, onChange }: ParameterFieldProps) {
  const id = useId();
  const { text, kind, chosen } = filling;
  // The guess is made when the field is left: one that changes its kind under the fingers loses them.
  const guess = () => {
    if (!chosen && text !== '') onChange({ text, kind: guessKind(name, text), chosen });
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-muted">
        :{name}
      </label>
      <span className="flex">
        <input
          id={id}
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          value={text}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : `${id}-wrong`}
          onChange={(event) => onChange({ ...filling, text: event.target.value })}
          onBlur={guess}
          className="min-h-9 w-40 border border-line bg-surface px-2 tabular-nums aria-invalid:border-danger"
        />
        <select
          aria-label={`Kind of :${name}`}
          value={kind}
          onChange={(event) =>
            onChange({ text, kind: event.target.value as ParameterKind, chosen: true })
          }
          className="min-h-9 border border-line border-l-0 bg-surface px-1 text-muted"
        >
          {PARAMETER_KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_WORDS[one]}
            </option>
          ))}
        </select>
      </span>
      {wrong && (
        <span id={`${id}-wrong`} role="alert" className="text-danger">
          {wrong}
        </span>
      )}
    </div>
  );
}
