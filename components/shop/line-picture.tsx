/** The small picture of a line in cart, checkout and confirmation; the name stands beside it. */
export function LinePicture({ src, className }: { src: string; className: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: next/image writes inline styles, which the CSP forbids
    <img
      src={src}
      width={320}
      height={320}
      alt=""
      loading="lazy"
      decoding="async"
      className={className}
    />
  );
}
