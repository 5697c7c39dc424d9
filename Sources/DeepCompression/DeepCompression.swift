@_exported import Bytes
@_exported import Compression
@_exported import Datasets
@_exported import EntropyCoding
@_exported import Interchange
@_exported import Networks
@_exported import Tensors
@_exported import Training
