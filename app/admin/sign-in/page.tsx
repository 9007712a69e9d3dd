import { SignInForm } from '@/components/admin/sign-in-form';
import { safeAdminPath } from '@/lib/auth/admin-path';
import { runtime } from '@/lib/config/runtime';
import { oidcOf } from '@/lib/config/sign-in-settings';

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Why somebody was sent here: next-auth's codes, and the guard's own. */
const NOTICES: Readonly<Record<string, string>> = {
  SessionOver: 'Your session had ended. Sign in, and you are back where you were.',
  NotAdmin: 'That page takes an admin’s account, and yours is not one.',
  AccessDenied:
    'You are who you say, but none of your groups has a role here. Ask whoever runs this shop for one.',
  OAuthSignin: 'The sign-in service could not be reached. Try again in a while.',
  OAuthCallback: 'The sign-in service did not vouch for you. Try again.',
};
const FAILED = 'Signing in failed. Try again.';

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error } = await searchParams;
  const notice = typeof error === 'string' ? (NOTICES[error] ?? FAILED) : null;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-12">
      <h1 className="font-display text-title">Footfall admin</h1>
      <SignInForm
        leadsTo={safeAdminPath(typeof callbackUrl === 'string' ? callbackUrl : null)}
        notice={notice}
        singleSignOn={oidcOf(runtime().settings) !== null}
      />
      <p className="text-muted">
        <code>npm start</code> prints the name and the password.
      </p>
    </main>
  );
}
