/** One version of an object, as a bucket lists it. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` where it was put while the bucket kept no versions. */
  readonly versionId: string;
  /** What a reader is given who names no version. */
  readonly isLatest: boolean;
  readonly bytes: number;
  readonly etag: string;
}

/**
 * Every version of every object, for who has to leave none behind. In a bucket that keeps no versions
 * each object has one.
 */
export interface ObjectVersions {
  /** Those of keys that start with the prefix; marks of deletion aside. */
  list(prefix: string): Promise<readonly ObjectVersion[]>;
  /** Its bytes, or null where it is gone. */
  get(version: ObjectVersion): Promise<Buffer | null>;
  /**
   * Puts other bytes in the place of the latest version, with all that S3 keeps beside them, and deletes
   * the version that held those before.
   * @throws {ChangedError} where somebody else changed it meanwhile.
   */
  replace(version: ObjectVersion, body: Buffer): Promise<void>;
  /** Deletes the version for good; of the latest one nothing is left to read. */
  remove(version: ObjectVersion): Promise<void>;
}

/** An object that is another by now; told apart by its name. */
export class ChangedError extends Error {
  constructor(key: string, options?: ErrorOptions) {
    super(`${key} was changed by somebody else meanwhile`, options);
    this.name = 'ChangedError';
  }
}
