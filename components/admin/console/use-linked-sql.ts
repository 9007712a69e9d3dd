import { useEffect, useRef } from 'react';

const NAME = 'sql';

/**
 * Takes SQL out of the address, once there is somewhere to put it: it is shown and never run by itself.
 * The address loses it, so that the page reloaded or signed in to again does not bring it back.
 */
export function useLinkedSql(ready: boolean, onSql: (sql: string) => void): void {
  const take = useRef(onSql);
  take.current = onSql;
  useEffect(() => {
    if (!ready) return;
    const address = new URL(window.location.href);
    const sql = address.searchParams.get(NAME);
    if (sql === null) return;
    address.searchParams.delete(NAME);
    window.history.replaceState(null, '', address);
    if (sql.trim() !== '') take.current(sql);
  }, [ready]);
}
