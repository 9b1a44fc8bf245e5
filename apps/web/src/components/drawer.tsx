import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSearchParams } from 'react-router';

/**
 * Details from the right, open while the address has `?<name>=…`: a link leads to it and back closes it.
 * Escape and a press outside close it, and the focus goes back to where it was.
 */
export function Drawer(props: {
  name: string;
  title: string;
  /** What else of the address is the drawer's own, and goes when it closes. */
  also?: readonly string[];
  children: (value: string) => ReactNode;
}) {
  const [search, setSearch] = useSearchParams();
  const value = search.get(props.name);
  const close = (): void =>
    setSearch(
      (now) => {
        for (const name of [props.name, ...(props.also ?? [])]) now.delete(name);
        return now;
      },
      { preventScrollReset: true },
    );
  const drawer = useRef<HTMLDivElement>(null);
  useEscapeFromNowhere(drawer, close);
  return (
    <ModalOverlay
      className="overlay"
      isOpen={value !== null}
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <Modal className="drawer" ref={drawer}>
        <Dialog>
          <div className="drawer-head">
            <Heading slot="title">{props.title}</Heading>
            <button type="button" onClick={close} aria-label="Close">
              <span aria-hidden="true">✕</span>
            </button>
          </div>
          {value === null ? null : props.children(value)}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/**
 * A button that is switched off while it works, or that goes, leaves the focus nowhere; keys are then heard by the page
 * alone. The drawer on top answers Escape there, too.
 */
function useEscapeFromNowhere(drawer: RefObject<HTMLDivElement | null>, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    const press = ({ key, defaultPrevented }: KeyboardEvent): void => {
      if (key !== 'Escape' || defaultPrevented || drawer.current === null) return;
      if (document.activeElement !== document.body) return;
      if ([...document.querySelectorAll('.drawer')].at(-1) === drawer.current) latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [drawer]);
}
