'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import type { Picture } from '@/lib/catalog/product';
import { mark } from './mark';
import { ProductPicture } from './product-picture';

interface GalleryProps {
  readonly productId: string;
  readonly name: string;
  readonly toneLabel: string;
  readonly picture: Picture;
  /** The object in all its tones, this one included. */
  readonly family: readonly { readonly id: string; readonly picture: Picture }[];
}

const VIEWS = [
  { id: 'whole', label: 'The whole thing' },
  { id: 'close', label: 'Close up' },
  { id: 'family', label: 'With its other tones' },
] as const;
type View = (typeof VIEWS)[number]['id'];

const MAIN_SIZES = '(min-width: 64rem) 40rem, (min-width: 40rem) 32rem, 80vw';
/** The same file, looked at from nearer; the ground around it cuts it off. */
const CLOSE = 'origin-[50%_38%] scale-[1.9]';

/** One object on its ground, seen in two or three ways; the first is there without JavaScript. */
export function Gallery({ productId, name, toneLabel, picture, family }: GalleryProps) {
  const [view, setView] = useState<View>('whole');
  const alt = `${name} in ${toneLabel}`;
  const views = VIEWS.filter(({ id }) => id !== 'family' || family.length > 1);
  return (
    <>
      <div className="grow px-6 pb-2">
        <div className="mx-auto flex aspect-square w-full max-w-[22rem] items-center justify-center sm:max-w-[32rem] lg:max-w-[min(40rem,calc(100svh-15rem))]">
          {view === 'family' ? (
            <div
              className={`grid w-full grid-cols-2 items-center ${family.length === 3 ? '*:first:col-span-2 *:first:mx-auto *:first:w-1/2' : ''}`}
            >
              {family.map((other) => (
                <ProductPicture
                  key={other.id}
                  picture={other.picture}
                  alt=""
                  sizes="(min-width: 64rem) 20rem, 40vw"
                  className="w-full"
                />
              ))}
              <p className="sr-only">{name} in all its tones</p>
            </div>
          ) : (
            <ProductPicture
              picture={picture}
              alt={view === 'close' ? `${alt}, close up` : alt}
              sizes={view === 'close' ? '80rem' : MAIN_SIZES}
              eager
              className={clsx('w-full', view === 'close' && CLOSE)}
            />
          )}
        </div>
      </div>
      <ul className="page-left relative z-10 flex noscript:hidden gap-2 pb-5">
        {views.map(({ id, label }, index) => (
          <li key={id}>
            <button
              type="button"
              {...mark('gallery', { position: index + 1, productId })}
              aria-label={label}
              aria-pressed={view === id}
              onClick={() => setView(id)}
              className="block border border-transparent bg-tile p-1 transition-colors duration-150 hover:border-muted aria-pressed:border-ink"
            >
              <span className="flex size-14 items-center justify-center overflow-hidden">
                {id === 'family' ? (
                  <span className="grid grid-cols-2">
                    {family.slice(0, 4).map((other) => (
                      <ProductPicture
                        key={other.id}
                        picture={other.picture}
                        alt=""
                        sizes="28px"
                        className="size-7"
                      />
                    ))}
                  </span>
                ) : (
                  <ProductPicture
                    picture={picture}
                    alt=""
                    sizes="56px"
                    className={clsx('size-14', id === 'close' && CLOSE)}
                  />
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
