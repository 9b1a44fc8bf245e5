import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { ErrorPanel } from './components/error-panel.tsx';
import { Skeleton } from './components/skeleton.tsx';
import { setReason } from './looks/reason.ts';
import { screensOf } from './screens.tsx';
import { ask } from './queries.ts';
import { useIsSignedIn } from './session.ts';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './shell/sign-in.tsx';

/** What everybody may know. */
const PUBLIC = new Set<unknown>(['demo', 'chain']);

/** The sign-in, or the screens of who is signed in. */
export function App() {
  const isSignedIn = useIsSignedIn();
  const queries = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return undefined;
    // What one person saw is not kept for the next.
    return () => {
      queries.removeQueries({ predicate: ({ queryKey: [name] }) => !PUBLIC.has(name) });
      setReason('');
    };
  }, [isSignedIn, queries]);
  return isSignedIn ? <SignedIn /> : <SignIn />;
}

function SignedIn() {
  const { data: me, error, refetch } = useQuery(ask.me);
  if (error !== null) return <ErrorPanel error={error} retry={() => void refetch()} />;
  if (me === undefined) return <Skeleton rows={6} />;
  const screens = screensOf(me);
  return (
    <Shell me={me} screens={screens}>
      <Routes>
        {screens
          .flatMap((each) => [each, ...(each.within ?? [])])
          .map(({ path, screen }) => (
            <Route key={path} path={path} element={screen} />
          ))}
        <Route path="*" element={<Navigate to="/" replace />} />
      </Routes>
    </Shell>
  );
}
