import type { Rating } from '@/lib/catalog/product';
import type { Review } from '@/lib/catalog/reviews';
import { mark } from './mark';
import { RatingHistogram, type StarCount } from './rating-histogram';
import { ReviewText } from './review-text';
import { Stars } from './stars';

interface ReviewsProps {
  readonly productId: string;
  readonly rating: Rating | null;
  readonly histogram: readonly StarCount[];
  readonly reviews: readonly Review[];
}

const SHOWN = 3;

/** The average and what it is made of on the left, words on the right. */
export function Reviews({ productId, rating, histogram, reviews }: ReviewsProps) {
  return (
    <section
      id="reviews"
      aria-labelledby="reviews-title"
      className="page-x scroll-mt-8 pt-16 lg:pt-24"
    >
      <div className="grid grid-cols-1 gap-x-6 gap-y-8 border-line border-t pt-8 lg:grid-cols-12">
        <div className="lg:col-span-4">
          <h2 id="reviews-title" className="font-display text-display">
            {rating ? 'What they say' : 'Nobody has said a word'}
          </h2>
          {rating ? (
            <>
              <p className="mt-6 flex items-center gap-3">
                <span className="font-display text-display tabular-nums">
                  {rating.average.toFixed(1)}
                </span>
                <span>
                  <Stars average={rating.average} className="h-5" />
                  <span className="block text-muted text-sm">
                    {rating.count === 1 ? 'one rating' : `${rating.count} ratings`}
                  </span>
                </span>
              </p>
              <RatingHistogram stars={histogram} />
            </>
          ) : (
            <p className="mt-4 max-w-[36ch] text-muted">
              It is either too new, or too good to be talked about.
            </p>
          )}
        </div>
        {reviews.length > 0 && (
          <div className="lg:col-span-7 lg:col-start-6">
            <ul>
              {reviews.slice(0, SHOWN).map((review) => (
                <ReviewText key={review.author + review.on} review={review} />
              ))}
            </ul>
            {reviews.length > SHOWN && (
              <details className="group">
                <summary
                  {...mark('reviews_more', { productId })}
                  className="inline-block py-3 font-medium underline underline-offset-4 group-open:hidden"
                >
                  {reviews.length - SHOWN === 1 ? 'One more' : `${reviews.length - SHOWN} more`}
                </summary>
                <ul>
                  {reviews.slice(SHOWN).map((review) => (
                    <ReviewText key={review.author + review.on} review={review} />
                  ))}
                </ul>
              </details>
            )}
            <p className="mt-4 text-muted text-sm">
              Written by nobody, for a shop where nothing is sold. The stars add up all the same.
            </p>
          </div>
        )}
      </div>
    </section>
  );
}
