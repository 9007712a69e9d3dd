import { SignInForm } from '@/components/admin/sign-in-form';
import { safeAdminPath } from '@/lib/auth/admin-path';

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-12">
      <h1 className="font-display text-title">Footfall admin</h1>
      <SignInForm leadsTo={safeAdminPath(typeof callbackUrl === 'string' ? callbackUrl : null)} />
      <p className="text-muted">
        <code>npm start</code> prints the name and the password.
      </p>
    </main>
  );
}
