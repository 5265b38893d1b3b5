import { CollapsableSection, Text } from '@grafana/ui';
import { css } from '@emotion/css';
import type { ReactNode } from 'react';

interface SectionProps {
  label: string;
  isOpen?: boolean;
  children: ReactNode;
}

/** A part of the editor that can be folded away. */
export function Section({ label, isOpen = false, children }: SectionProps) {
  return (
    <CollapsableSection
      label={
        <Text variant="bodySmall" weight="medium">
          {label}
        </Text>
      }
      isOpen={isOpen}
      className={heading}
      contentClassName={content}
    >
      {children}
    </CollapsableSection>
  );
}

const heading = css({ fontSize: 'inherit', lineHeight: 1, width: 'auto' });
const content = css({ padding: 0, paddingTop: 8 });
