import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A call of AWS that code can make, by the permission it takes. */
export interface AwsCall {
  readonly file: string;
  readonly action: string;
}

/** Calls whose permission has another name. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  's3:ListObjectsV2': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectVersions': 's3:ListBucketVersions',
};

/** The calls in the text of a file: commands of the SDK's clients, and their pages. */
export function callsIn(file: string, text: string): AwsCall[] {
  const imports = [...text.matchAll(/import\s*\{([^}]*)\}\s*from '@aws-sdk\/client-([\w-]+)'/g)];
  return imports.flatMap(([, names = '', service = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .flatMap((name) => {
        const [, command, paged] = /^(?:(\w+)Command|paginate(\w+))$/.exec(name) ?? [];
        const operation = command ?? paged;
        if (!operation) return [];
        const call = `${service}:${operation}`;
        return [{ file, action: PERMISSIONS[call] ?? call }];
      }),
  );
}

/** Every call that a part of the code can make, tests aside. */
export function callsOf(folder: string): AwsCall[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^testing\//.test(file))
    .flatMap((file) => callsIn(join(folder, file), readFileSync(join(folder, file), 'utf8')));
}
