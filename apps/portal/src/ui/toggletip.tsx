import { ActionIcon, Popover } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** An explanation behind a button: opens by click, tap or Enter, stays until dismissed, never by hover alone. */
export function Toggletip({ about, children }: { about: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
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
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  );
}
