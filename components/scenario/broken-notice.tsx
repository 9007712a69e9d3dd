/** What a visitor is told whose device a run has broken a feature on: as little as real shops tell. */
export function BrokenNotice({ shown }: { shown: boolean }) {
  return (
    <p role="alert" className="w-full text-danger text-sm empty:hidden">
      {shown && 'Something went wrong. Please try again.'}
    </p>
  );
}
