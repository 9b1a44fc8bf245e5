import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Problem, signIn } from '../api.ts';
import { ask } from '../queries.ts';
import { Logo } from './logo.tsx';

type Credentials = { readonly email: string; readonly password: string };

/** E-mail and password, and where the demo ran its people by one click. */
export function SignIn() {
  const enter = useMutation({ mutationFn: ({ email, password }: Credentials) => signIn(email, password) });
  useEffect(() => {
    document.title = 'Sign in · Provisio';
  }, []);
  return (
    <main className="sign-in">
      <div>
        <Logo />
        <h1>Money you can check</h1>
        <p className="muted">
          Every commission here is an entry in a ledger whose history is anchored on a chain. Sign in to see yours, and
          to prove it without trusting us.
        </p>
        <Credentials enter={enter.mutate} isBusy={enter.isPending} />
        <p role="alert" className="refusal">
          {enter.error === null
            ? ''
            : enter.error instanceof Problem
              ? enter.error.message
              : 'The server could not be reached.'}
        </p>
        <p>
          <a href="/docs">API reference</a>
        </p>
      </div>
      <DemoPeople enter={enter.mutate} isBusy={enter.isPending} />
    </main>
  );
}

type Props = { enter: (credentials: Credentials) => void; isBusy: boolean };

function Credentials({ enter, isBusy }: Props) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        enter({ email: textOf(form, 'email'), password: textOf(form, 'password') });
      }}
    >
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" className="primary" disabled={isBusy}>
        {isBusy ? 'Signing in' : 'Sign in'}
      </button>
    </form>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

function DemoPeople({ enter, isBusy }: Props) {
  const { data } = useQuery(ask.demo);
  if (data === undefined || data.password === null) return <div />;
  const { people, password } = data;
  return (
    <section aria-labelledby="demo">
      <h2 id="demo">Try it as</h2>
      <ul className="people">
        {people.map(({ name, email, role }) => (
          <li key={email}>
            <button type="button" disabled={isBusy} onClick={() => enter({ email, password })}>
              <strong>{name}</strong>
              <span className="muted">{role}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="muted">
        Demo people, on the embedded chain only. Their password is <code>{password}</code>
      </p>
    </section>
  );
}
