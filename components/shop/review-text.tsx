import type { Review } from '@/lib/catalog/reviews';
import { Stars } from './stars';

const DATE = new Intl.DateTimeFormat('en-IE', { dateStyle: 'long', timeZone: 'UTC' });

export function ReviewText({ review }: { review: Review }) {
  const { author, rating, on, title, text } = review;
  return (
    <li className="border-line border-b py-5 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <Stars average={rating} />
        <h3 className="font-medium">{title}</h3>
      </div>
      <p className="mt-2 max-w-[60ch]">{text}</p>
      <p className="mt-2 text-muted text-sm">
        {author}, <time dateTime={on}>{DATE.format(new Date(on))}</time>
      </p>
    </li>
  );
}
