import { asData, asList, asNumber, asText, asTexts, dig, type Data } from '../evidence/lenient.ts';
import type { FieldConfig, Override, Panel, Transformation } from './model.ts';

/** What a panel says of how its data is drawn, as both schemas have it. */
export function readDrawing(
  options: unknown,
  fieldConfig: unknown,
): Pick<Panel, 'unit' | 'displayName' | 'reduce' | 'frameIndex' | 'fieldConfig' | 'overrides'> {
  const calculations = dig(options, 'reduceOptions', 'calcs');
  return {
    unit: asText(dig(fieldConfig, 'defaults', 'unit')),
    displayName: asText(dig(fieldConfig, 'defaults', 'displayName')),
    reduce: {
      calculations: Array.isArray(calculations) ? asTexts(calculations) : undefined,
      showsRows: dig(options, 'reduceOptions', 'values') === true,
      fields: asText(dig(options, 'reduceOptions', 'fields')),
      limit: asNumber(dig(options, 'reduceOptions', 'limit')),
    },
    frameIndex: asNumber(dig(options, 'frameIndex')) ?? 0,
    fieldConfig: readDefaults(asData(dig(fieldConfig, 'defaults'))),
    overrides: asList(dig(fieldConfig, 'overrides')).map((one) => readOverride(asData(one))),
  };
}

const readDefaults = (defaults: Data): FieldConfig => ({
  isHidden: dig(defaults, 'custom', 'hideFrom', 'viz') === true || dig(defaults, 'custom', 'hidden') === true,
  mappings: asList(defaults['mappings']),
});

function readOverride(override: Data): Override {
  const config: Override['config'] = {};
  for (const property of asList(override['properties'])) {
    const value = dig(property, 'value');
    switch (dig(property, 'id')) {
      case 'unit':
        config.unit = asText(value);
        break;
      case 'displayName':
        config.displayName = asText(value);
        break;
      case 'custom.hideFrom':
        config.isHidden = dig(value, 'viz') === true;
        break;
      case 'custom.hidden':
        config.isHidden = value === true;
        break;
      case 'mappings':
        config.mappings = asList(value);
        break;
      default:
        break;
    }
  }
  return {
    matcher: { id: asText(dig(override, 'matcher', 'id')), options: dig(override, 'matcher', 'options') },
    config,
  };
}

/** A transformation, by its id; none where it is switched off, or meant for annotations. */
export function readTransformation(id: string, one: Data): Transformation[] {
  if (one['disabled'] === true || one['topic'] === 'annotations') return [];
  const { filter } = one;
  const refIds = filter === undefined || filter === null ? '' : asText(dig(filter, 'options'));
  return [{ id, options: asData(one['options']), refIds }];
}
