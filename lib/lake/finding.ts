/** Something about the lake that a person should know. */
export interface Finding {
  /** `damage` is what repair mends; a `note` is how things may be. */
  readonly kind: 'damage' | 'note';
  /** In words, with the file. */
  readonly what: string;
}
