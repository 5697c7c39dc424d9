import COneDNN
import Networks

extension GlobalMaxPool: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try site.pooled(try site.wholeImage(), dnnl_pooling_max)
  }
}
