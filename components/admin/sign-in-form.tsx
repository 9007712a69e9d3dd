'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { useHydrated } from '@/components/ui/use-hydrated';

type State = 'idle' | 'sending' | { readonly problem: string };

const NO_ANSWER = 'The server did not answer. Is it still running?';
const LIMITED = /^limited:(\d+)$/;

interface SignInFormProps {
  leadsTo: string;
  /** Why the person is here, where there is something to say. */
  notice: string | null;
  /** Whether there is a provider to ask beside the password. */
  singleSignOn: boolean;
}

/**
 * Posts by script alone, and its button waits for that script; `method="post"` keeps the password out
 * of the address should a browser submit it all the same.
 */
export function SignInForm({ leadsTo, notice, singleSignOn }: SignInFormProps) {
  const hydrated = useHydrated();
  const [state, setState] = useState<State>(notice === null ? 'idle' : { problem: notice });
  const waits = !hydrated || state === 'sending';

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setState('sending');
    try {
      const answer = await signIn('credentials', {
        username: fields.get('username'),
        password: fields.get('password'),
        redirect: false,
      });
      // A full load, so that every part of the page is asked for as the one who signed in.
      if (answer?.ok) window.location.assign(leadsTo);
      else setState({ problem: problemText(answer?.error ?? null) });
    } catch {
      setState({ problem: NO_ANSWER });
    }
  }

  async function askProvider() {
    setState('sending');
    try {
      // Leaves the page for the provider's.
      await signIn('oidc', { callbackUrl: leadsTo });
    } catch {
      setState({ problem: NO_ANSWER });
    }
  }

  const problem = typeof state === 'object' ? state.problem : null;
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      <Field name="username" label="Name" type="text" autoComplete="username" />
      <Field name="password" label="Password" type="password" autoComplete="current-password" />
      <p role="alert" className="min-h-5 text-danger">
        {problem}
      </p>
      <button
        type="submit"
        disabled={waits}
        className="min-h-11 bg-ink px-4 py-2 font-medium text-paper disabled:opacity-60"
      >
        {state === 'sending' ? 'Signing in' : 'Sign in'}
      </button>
      {singleSignOn && (
        <button
          type="button"
          disabled={waits}
          onClick={askProvider}
          className="min-h-11 border border-line px-4 py-2 font-medium disabled:opacity-60"
        >
          Use single sign-on
        </button>
      )}
      <noscript>
        <p>Signing in needs JavaScript, which is switched off in this browser.</p>
      </noscript>
    </form>
  );
}

interface FieldProps {
  name: string;
  label: string;
  type: 'text' | 'password';
  autoComplete: string;
}

function Field({ name, label, type, autoComplete }: FieldProps) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-muted">{label}</span>
      <input
        name={name}
        type={type}
        autoComplete={autoComplete}
        required
        maxLength={256}
        className="min-h-11 border border-line bg-surface px-3 text-base"
      />
    </label>
  );
}

function problemText(code: string | null): string {
  const minutes = code === null ? undefined : LIMITED.exec(code)?.[1];
  if (minutes !== undefined) {
    const wait = minutes === '1' ? 'a minute' : `${minutes} minutes`;
    return `Too many failed tries. Wait ${wait}, then try again.`;
  }
  if (code === 'CredentialsSignin') return 'That name and password do not belong together.';
  return 'Signing in failed. Load this page again and retry.';
}
