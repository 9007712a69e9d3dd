'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CONTROL, Field, problemId } from '@/components/ui/field';
import { orderToken } from '@/lib/shop/order-token';
import { mark } from './mark';
import { confirmationPath } from './paths';

/** Finds an order by its link, pasted whole or in part; without JavaScript by the part after `order=`. */
export function OrderLookup() {
  const router = useRouter();
  const id = useId();
  const [problem, setProblem] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const pasted = new FormData(event.currentTarget).get('order');
    const token = orderToken(String(pasted ?? ''));
    if (token) router.push(confirmationPath(token));
    else
      setProblem('That is no order link. It has “order=” in it, and a long row of letters after.');
  }

  return (
    <form action="/confirmation" onSubmit={submit} className="mt-8 max-w-[36rem]">
      <Field id={id} label="Order link" problem={problem}>
        <input
          id={id}
          name="order"
          required
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problemId(id)}
          className={CONTROL}
        />
      </Field>
      <Button type="submit" {...mark('order_lookup')} className="mt-2">
        Look it up
      </Button>
    </form>
  );
}
