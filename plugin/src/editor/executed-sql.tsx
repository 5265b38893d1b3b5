import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelData } from '@grafana/data';
import { ClipboardButton, Stack, Text, useStyles2 } from '@grafana/ui';
import { strings } from '../strings';
import { Section } from './section';

const { query: texts } = strings;

interface ExecutedSqlProps {
  refId: string;
  /** The last answer to the panel's queries. */
  data: PanelData | undefined;
}

/** The SQL behind the last answer, on demand. */
export function ExecutedSql({ refId, data }: ExecutedSqlProps) {
  const styles = useStyles2(getStyles);
  const sql = data?.series.find((frame) => frame.refId === refId && frame.meta?.executedQueryString)?.meta
    ?.executedQueryString;
  if (!sql) return null;
  return (
    <Section label={texts.sql}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <Text variant="bodySmall" color="secondary">
          {texts.sqlOf}
        </Text>
        <pre className={styles.sql} tabIndex={0} aria-label={texts.sql}>
          {sql}
        </pre>
        <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => sql}>
          {texts.copySql}
        </ClipboardButton>
      </Stack>
    </Section>
  );
}

const getStyles = ({ typography, spacing }: GrafanaTheme2) => ({
  sql: css({
    ...typography.code,
    fontSize: typography.bodySmall.fontSize,
    maxHeight: spacing(40),
    width: '100%',
    margin: 0,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
  }),
});
