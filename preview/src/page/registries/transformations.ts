import {
  standardTransformers,
  standardTransformersRegistry,
  type DataTransformerInfo,
  type TransformerRegistryItem,
} from '@grafana/data';
import { TRANSFORMATIONS } from '../../supported-types';
import { NoEditor } from './no-editor';

/**
 * Makes transformations of @grafana/data available to dashboards.
 * @throws Error where it does not have one that dashboards may use
 */
export function registerTransformations(): void {
  const all: DataTransformerInfo[] = Object.values(standardTransformers);
  const items = TRANSFORMATIONS.map((wanted) => {
    const transformer = all.find(({ id }) => id === wanted);
    if (!transformer) throw new Error(`Grafana's libraries have no transformation ${wanted}.`);
    return registryItem(transformer);
  });
  standardTransformersRegistry.setInit(() => items);
}

function registryItem(transformer: DataTransformerInfo): TransformerRegistryItem {
  const { id, name } = transformer;
  return {
    id,
    name,
    transformation: () => Promise.resolve(transformer),
    editor: NoEditor,
    imageDark: '',
    imageLight: '',
  };
}
