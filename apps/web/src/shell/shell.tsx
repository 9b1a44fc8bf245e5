import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { signOut } from '../api.ts';
import { useInBook } from '../book.ts';
import type { Me } from '../queries.ts';
import type { Screen } from '../screens.tsx';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';

/** Navigation left (below on a phone), who is signed in, and the screen. */
export function Shell({ me, screens, children }: { me: Me; screens: readonly Screen[]; children: ReactNode }) {
  const inBook = useInBook();
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bar">
        <Logo />
        <nav aria-label="Screens" className="nav">
          {screens.map(({ path, title, icon, isOfBook }) => (
            <NavLink key={path} to={isOfBook ? inBook(path) : path} end={path === '/'}>
              <Icon name={icon} />
              {title}
            </NavLink>
          ))}
        </nav>
        <Person me={me} />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Person({ me }: { me: Me }) {
  const organisation = me.memberships.find(({ organisation: id }) => id === me.organisation)?.name;
  return (
    <div className="person">
      <a href="/docs">API reference</a>
      <p>
        <strong>{me.name}</strong>
        <span className="muted">
          {me.roles.join(', ')}
          {organisation === undefined || organisation === me.name ? '' : ` · ${organisation}`}
        </span>
      </p>
      <button type="button" onClick={() => void signOut()}>
        Sign out
      </button>
    </div>
  );
}
