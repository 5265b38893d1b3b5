import {
  FieldColorModeId,
  ThresholdsMode,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type FieldConfigPropertyItem,
} from '@grafana/data';
import { NoEditor } from './no-editor';

type Process = FieldConfigPropertyItem['process'];

/** The options that every panel's fields have, with the value that holds where nothing is set. */
const STANDARD_OPTIONS: { id: string; process: Process; defaultValue?: unknown; settings?: object }[] = [
  { id: 'unit', process: unitOverrideProcessor },
  { id: 'min', process: numberOverrideProcessor },
  { id: 'max', process: numberOverrideProcessor },
  { id: 'fieldMinMax', process: identityOverrideProcessor },
  { id: 'decimals', process: numberOverrideProcessor },
  { id: 'displayName', process: displayNameOverrideProcessor, settings: { expandTemplateVars: true } },
  { id: 'noValue', process: stringOverrideProcessor },
  { id: 'description', process: stringOverrideProcessor },
  { id: 'filterable', process: identityOverrideProcessor },
  { id: 'color', process: identityOverrideProcessor, defaultValue: { mode: FieldColorModeId.Thresholds } },
  {
    id: 'thresholds',
    process: thresholdsOverrideProcessor,
    defaultValue: { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'green' }] },
  },
  { id: 'mappings', process: valueMappingsOverrideProcessor, defaultValue: [] },
  { id: 'links', process: dataLinksOverrideProcessor },
  { id: 'actions', process: identityOverrideProcessor },
];

/** The kinds of editors that panel plugins name when they declare options. */
const EDITOR_KINDS = [
  'text',
  'number',
  'slider',
  'boolean',
  'select',
  'multi-select',
  'radio',
  'unit',
  'color',
  'fieldColor',
  'mappings',
  'thresholds',
  'links',
  'strings',
  'timezone',
  'stats-picker',
  'field-name',
  'actions',
];

/** Makes field options work: defaults and overrides of a dashboard apply only to options that are registered. */
export function registerFieldOptions(): void {
  standardFieldConfigEditorRegistry.setInit(() =>
    STANDARD_OPTIONS.map(({ id, process, defaultValue, settings = {} }) => ({
      id,
      path: id,
      name: id,
      description: '',
      category: ['Standard options'],
      editor: NoEditor,
      override: NoEditor,
      process,
      settings,
      shouldApply: () => true,
      defaultValue,
    })),
  );
  standardEditorsRegistry.setInit(() =>
    EDITOR_KINDS.map((id) => ({ id, name: id, description: '', editor: NoEditor })),
  );
}
