import { ActionIcon, Popover } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Long enough that a pointer on its way elsewhere opens nothing, and that it gets from the words to the explanation. */
const HOVER_MS = 250;

type ToggletipProps = {
  readonly about: string;
  readonly children: ReactNode;
  /** What is explained; resting on it opens the explanation, too, and leaving both closes it unless somebody pressed the button. */
  readonly beside?: ReactNode;
};

/** An explanation behind a button: opens by click, tap or Enter, stays until dismissed, never by hover alone. */
export function Toggletip({ about, children, beside }: ToggletipProps) {
  const { t } = useTranslation();
  const { opened, setOpened, hovers } = useOpened();
  // The popover itself hears Escape only while the focus is within it; here it stays on the button.
  const putAway = (pressed: KeyboardEvent) => {
    if (pressed.key === 'Escape') setOpened(false);
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={340}
      position="bottom-start"
      withArrow
      shadow="md"
      trapFocus={false}
      withRoles
    >
      {beside !== undefined && <span {...hovers}>{beside}</span>}
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--quiet)"
          size={24}
          onClick={() => setOpened(!opened)}
          onKeyDown={putAway}
          aria-label={t('app.explain', { what: about })}
        >
          <IconHelpCircle size={17} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown {...(beside === undefined ? {} : hovers)}>{children}</Popover.Dropdown>
    </Popover>
  );
}

/** Open by press or by hover; what was pressed open stays. */
function useOpened() {
  const [opened, setState] = useState(false);
  const pressed = useRef(false);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const soon = (open: boolean) => {
    window.clearTimeout(timer.current);
    if (!pressed.current) timer.current = window.setTimeout(() => setState(open), HOVER_MS);
  };
  const setOpened = (open: boolean) => {
    window.clearTimeout(timer.current);
    pressed.current = open;
    setState(open);
  };
  // Opened by the pointer, the focus may be anywhere: Escape puts it away all the same.
  useEffect(() => {
    if (!opened) return undefined;
    const putAway = ({ key }: globalThis.KeyboardEvent) => {
      if (key === 'Escape') setState(false);
    };
    document.addEventListener('keydown', putAway);
    return () => document.removeEventListener('keydown', putAway);
  }, [opened]);
  const hovers = { onMouseEnter: () => soon(true), onMouseLeave: () => soon(false) };
  return { opened, setOpened, hovers };
}
