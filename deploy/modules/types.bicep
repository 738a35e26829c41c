// Types that several templates share.

@export()
@description('Tags of a resource.')
type tags = {
  *: string
}

@export()
@description('A setting of docs/configuration.md.')
type setting = {
  name: string
  value: string
}

@export()
@description('A setting whose value is a secret of the app.')
type secretSetting = {
  name: string
  secretRef: string
}

@export()
@description('Values of one dimension of a metric that count.')
type dimension = {
  name: string
  operator: 'Include' | 'Exclude'
  values: string[]
}
