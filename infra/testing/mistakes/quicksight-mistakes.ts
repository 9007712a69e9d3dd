import type { Json } from '../../checks/template';
import { first, type Mistake, shop } from './mistake';

export const QUICKSIGHT_MISTAKES: readonly Mistake[] = [
  {
    what: 'a table of no database',
    in: 'Quicksight',
    found: /products_rollup is in no database/,
    plant: (t) => {
      const [physical] = Object.values<Json>(
        first(t, 'AWS::QuickSight::DataSet', /products/).PhysicalTableMap,
      );
      physical.CustomSql.SqlQuery = physical.CustomSql.SqlQuery.replace('"footfall".', '');
    },
  },
  {
    what: 'a column that the set does not have',
    in: 'Quicksight',
    found: /products has no column income/,
    plant: (t) => {
      shop(
        t,
      ).Sheets[1].Visuals[0].KPIVisual.ChartConfiguration.FieldWells.Values[0].NumericalMeasureField.Column.ColumnName =
        'income';
    },
  },
  {
    what: 'a set that is not declared',
    in: 'Quicksight',
    found: /no data set is called product/,
    plant: (t) => {
      shop(
        t,
      ).Sheets[1].Visuals[0].KPIVisual.ChartConfiguration.FieldWells.Values[0].NumericalMeasureField.Column.DataSetIdentifier =
        'product';
    },
  },
  {
    what: 'a visual twice',
    in: 'Quicksight',
    found: /VisualId funnel-kpi-1 is there twice/,
    plant: (t) => {
      const [sheet] = shop(t).Sheets;
      sheet.Visuals.push(sheet.Visuals[0]);
    },
  },
  {
    what: 'a field twice',
    in: 'Quicksight',
    found: /FieldId .* is there twice/,
    plant: (t) => {
      const wells =
        shop(t).Sheets[1].Visuals[6].TableVisual.ChartConfiguration.FieldWells
          .TableAggregatedFieldWells;
      wells.Values.push(wells.Values[0]);
    },
  },
  {
    what: 'a figure made of no column',
    in: 'Quicksight',
    found: /bounce_rate is made of bounced/,
    plant: (t) => {
      shop(t).CalculatedFields.find((one: Json) => one.Name === 'bounce_rate').Expression =
        'sum({bounced}) / sum({sessions})';
    },
  },
  {
    what: 'a figure that nothing works out',
    in: 'Quicksight',
    found: /shows conversion, which nothing/,
    plant: (t) => {
      const fields = shop(t).CalculatedFields;
      fields.splice(
        fields.findIndex((one: Json) => one.Name === 'conversion'),
        1,
      );
    },
  },
  {
    what: 'a parameter that the application sets',
    in: 'Quicksight',
    found: /sets Channel, which it does not declare/,
    plant: (t) => {
      const list = shop(t).ParameterDeclarations;
      list.splice(
        list.findIndex((one: Json) => one.StringParameterDeclaration?.Name === 'Channel'),
        1,
      );
    },
  },
  {
    what: 'a filter of another sheet',
    in: 'Quicksight',
    found: /for the sheet funnels/,
    plant: (t) => {
      shop(
        t,
      ).FilterGroups[0].ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations[0].SheetId =
        'funnels';
    },
  },
  {
    what: 'a sort by what is not shown',
    in: 'Quicksight',
    found: /sorts by funnel-funnel-2.position/,
    plant: (t) => {
      shop(
        t,
      ).Sheets[0].Visuals[1].FunnelChartVisual.ChartConfiguration.SortConfiguration.CategorySort[0].FieldSort.FieldId =
        'funnel-funnel-2.position';
    },
  },
  {
    what: 'a permission of another kind',
    in: 'Quicksight',
    found: /quicksight:DescribeDashboards is not granted/,
    plant: (t) => {
      first(t, 'AWS::QuickSight::Dashboard').Permissions[0].Actions.push(
        'quicksight:DescribeDashboards',
      );
    },
  },
  {
    what: 'a column that the SQL does not give',
    in: 'Quicksight',
    found: /its SQL gives no column visitors/,
    plant: (t) => {
      first(t, 'AWS::QuickSight::DataSet').PhysicalTableMap.funnel.CustomSql.Columns.push({
        Name: 'visitors',
        Type: 'INTEGER',
      });
    },
  },
  {
    what: 'the role that only the console sets up',
    in: 'Quicksight',
    found: /only the console/,
    plant: (t) => {
      delete first(t, 'AWS::QuickSight::DataSource').DataSourceParameters.AthenaParameters.RoleArn;
    },
  },
];
