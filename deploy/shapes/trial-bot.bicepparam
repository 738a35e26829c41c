// The bot of a trial, whose image was built in the registry that trial.bicepparam makes. Half of the usual size.
using '../parley.bicep'

param image = readEnvironmentVariable('PARLEY_IMAGE', 'acrparley0000000000000.azurecr.io/parley:1')
param traces = false
param cpu = '0.25'
param memory = '0.5Gi'
